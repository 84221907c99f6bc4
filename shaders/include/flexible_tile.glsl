// The tier for tensor cores by GL_NV_cooperative_matrix2: a whole group holds a tile in one matrix, and the driver stages, converts
// and guards the edges, past which there are zeros. A sum takes the depth in ascending order, TILE_DEPTH at a time; how the driver sums within
// that is its own affair.
#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_NV_cooperative_matrix2 : require

layout(local_size_x = INVOCATIONS) in;

layout(buffer_reference, std430, buffer_reference_align = 4) buffer FloatElement { float number; };

NARROW narrowed(const in FloatElement element, const in uint block[2], const in uint place[2])
{
    return NARROW(element.number);
}

float stored(const in uint row, const in uint column, const in float sum, const in uint start, const in uint firstRow, const in uint firstColumn)
{
    storeOutput(start, firstRow + row, firstColumn + column, sum);
    return sum;
}

void main()
{
    uint firstRow = gl_WorkGroupID.y * TILE_ROWS;
    uint firstColumn = gl_WorkGroupID.x * TILE_COLUMNS;
    uint leftStart = matrixStart(leftFirst, leftOuterStride, leftInnerStride);
    uint rightStart = matrixStart(rightFirst, rightOuterStride, rightInnerStride);

    tensorLayoutNV<2, gl_CooperativeMatrixClampModeConstantNV> leftLayout = createTensorLayoutNV(2, gl_CooperativeMatrixClampModeConstantNV);
    tensorLayoutNV<2, gl_CooperativeMatrixClampModeConstantNV> rightLayout = createTensorLayoutNV(2, gl_CooperativeMatrixClampModeConstantNV);
    leftLayout = setTensorLayoutStrideNV(leftLayout, leftRowStride, 1);
    rightLayout = setTensorLayoutStrideNV(rightLayout, rightRowStride, 1);
    tensorViewNV<2, false, 1, 0> transposed = createTensorViewNV(2, false, 1, 0);
#ifdef TRANSPOSE_LEFT
    leftLayout = setTensorLayoutDimensionNV(leftLayout, depth, rows);
#else
    leftLayout = setTensorLayoutDimensionNV(leftLayout, rows, depth);
#endif
#ifdef TRANSPOSE_RIGHT
    rightLayout = setTensorLayoutDimensionNV(rightLayout, columns, depth);
#else
    rightLayout = setTensorLayoutDimensionNV(rightLayout, depth, columns);
#endif

    coopmat<float, gl_ScopeWorkgroup, TILE_ROWS, TILE_COLUMNS, gl_MatrixUseAccumulator> sums =
        coopmat<float, gl_ScopeWorkgroup, TILE_ROWS, TILE_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    for (uint k = 0; k < depth; k += TILE_DEPTH)
    {
        coopmat<NARROW, gl_ScopeWorkgroup, TILE_ROWS, TILE_DEPTH, gl_MatrixUseA> leftMatrix;
        coopmat<NARROW, gl_ScopeWorkgroup, TILE_DEPTH, TILE_COLUMNS, gl_MatrixUseB> rightMatrix;
#ifdef TRANSPOSE_LEFT
        coopMatLoadTensorNV(
            leftMatrix, left.at, leftStart, sliceTensorLayoutNV(leftLayout, k, TILE_DEPTH, firstRow, TILE_ROWS), transposed, narrowed);
#else
        coopMatLoadTensorNV(leftMatrix, left.at, leftStart, sliceTensorLayoutNV(leftLayout, firstRow, TILE_ROWS, k, TILE_DEPTH), narrowed);
#endif
#ifdef TRANSPOSE_RIGHT
        coopMatLoadTensorNV(
            rightMatrix, right.at, rightStart, sliceTensorLayoutNV(rightLayout, firstColumn, TILE_COLUMNS, k, TILE_DEPTH), transposed, narrowed);
#else
        coopMatLoadTensorNV(
            rightMatrix, right.at, rightStart, sliceTensorLayoutNV(rightLayout, k, TILE_DEPTH, firstColumn, TILE_COLUMNS), narrowed);
#endif
        sums = coopMatMulAdd(leftMatrix, rightMatrix, sums);
    }

    uint outputStart = matrixStart(outputFirst, outputOuterStride, outputInnerStride);
    coopMatPerElementNV(sums, sums, stored, outputStart, firstRow, firstColumn);
}
