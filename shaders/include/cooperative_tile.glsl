// The tier for tensor cores by GL_KHR_cooperative_matrix. A group shares a tile, TILE_DEPTH of the depth at a time: both operands lie
// in shared memory in 16 bits, line by line as they are stored, and are loaded while the group works on what came before. Each of
// its subgroups has a part of the tile, in matrices of MATRIX_ROWS × MATRIX_COLUMNS sums in single precision. A sum takes the depth in
// ascending order, MATRIX_DEPTH at a time, so the tile does not change it. Past an edge there are zeros.
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require

const uint subgroupsAcross = TILE_COLUMNS / PART_COLUMNS;
const uint subgroups = subgroupsAcross * (TILE_ROWS / PART_ROWS);
const uint groupSize = SUBGROUP_SIZE * subgroups;
const uint matricesDown = PART_ROWS / MATRIX_ROWS;
const uint matricesAcross = PART_COLUMNS / MATRIX_COLUMNS;

// Eight elements of 16 bits, which is also how far lines start from a multiple of all banks
const uint octet = 8;

#ifdef TRANSPOSE_LEFT
const uint leftLines = TILE_DEPTH, leftLength = TILE_ROWS;
#define LEFT_LAYOUT gl_CooperativeMatrixLayoutColumnMajor
#else
const uint leftLines = TILE_ROWS, leftLength = TILE_DEPTH;
#define LEFT_LAYOUT gl_CooperativeMatrixLayoutRowMajor
#endif
#ifdef TRANSPOSE_RIGHT
const uint rightLines = TILE_COLUMNS, rightLength = TILE_DEPTH;
#define RIGHT_LAYOUT gl_CooperativeMatrixLayoutColumnMajor
#else
const uint rightLines = TILE_DEPTH, rightLength = TILE_COLUMNS;
#define RIGHT_LAYOUT gl_CooperativeMatrixLayoutRowMajor
#endif
const uint leftStride = leftLength / octet + 1, rightStride = rightLength / octet + 1;
const uint leftOctets = leftLines * leftLength / octet, rightOctets = rightLines * rightLength / octet;
const uint leftLoads = (leftOctets + groupSize - 1) / groupSize, rightLoads = (rightOctets + groupSize - 1) / groupSize;

layout(local_size_x = SUBGROUP_SIZE * (TILE_COLUMNS / PART_COLUMNS) * (TILE_ROWS / PART_ROWS)) in;

// Behind the lines of left lie those of right; at the end finished sums take their place, four in the room of an octet
const uint rightTile = leftLines * leftStride;
const uint finishedQuads = MATRIX_ROWS * PART_COLUMNS / 4;
shared uvec4 tiles[max(rightTile + rightLines * rightStride, subgroups * finishedQuads)];

uint firstRow, firstColumn, leftStart, rightStart;
uvec4 leftNext[leftLoads], rightNext[rightLoads];

// An octet of this invocation's share: its line of the stored tile, and its place in the line
uvec2 octetPlace(uint load, uint lineLength)
{
    uint i = load * groupSize + gl_LocalInvocationIndex, octets = lineLength / octet;
    return uvec2(i / octets, i % octets * octet);
}

void loadNext(uint firstK)
{
    [[unroll]] for (uint load = 0; load < leftLoads; load++)
    {
        uvec2 place = octetPlace(load, leftLength);
#ifdef TRANSPOSE_LEFT
        uint line = firstK + place.x, first = firstRow + place.y;
#else
        uint line = firstRow + place.x, first = firstK + place.y;
#endif
        leftNext[load] = narrow(leftQuad(leftStart, line, first), leftQuad(leftStart, line, first + 4));
    }
    [[unroll]] for (uint load = 0; load < rightLoads; load++)
    {
        uvec2 place = octetPlace(load, rightLength);
#ifdef TRANSPOSE_RIGHT
        uint line = firstColumn + place.x, first = firstK + place.y;
#else
        uint line = firstK + place.x, first = firstColumn + place.y;
#endif
        rightNext[load] = narrow(rightQuad(rightStart, line, first), rightQuad(rightStart, line, first + 4));
    }
}

void stageNext()
{
    [[unroll]] for (uint load = 0; load < leftLoads; load++)
    {
        uvec2 place = octetPlace(load, leftLength);
        if (place.x < leftLines)
            tiles[place.x * leftStride + place.y / octet] = leftNext[load];
    }
    [[unroll]] for (uint load = 0; load < rightLoads; load++)
    {
        uvec2 place = octetPlace(load, rightLength);
        if (place.x < rightLines)
            tiles[rightTile + place.x * rightStride + place.y / octet] = rightNext[load];
    }
}

void main()
{
    uint partRow = gl_SubgroupID / subgroupsAcross * PART_ROWS;
    uint partColumn = gl_SubgroupID % subgroupsAcross * PART_COLUMNS;
    firstRow = gl_WorkGroupID.y * TILE_ROWS;
    firstColumn = gl_WorkGroupID.x * TILE_COLUMNS;
    leftStart = matrixStart(leftFirst, leftOuterStride, leftInnerStride);
    rightStart = matrixStart(rightFirst, rightOuterStride, rightInnerStride);

    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> sums[matricesDown][matricesAcross];
    [[unroll]] for (uint i = 0; i < matricesDown; i++)
    {
        [[unroll]] for (uint j = 0; j < matricesAcross; j++)
            sums[i][j] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    }

    loadNext(0);
    for (uint firstK = 0; firstK < depth; firstK += TILE_DEPTH)
    {
        barrier();
        stageNext();
        barrier();
        loadNext(firstK + TILE_DEPTH);
        for (uint k = 0; k < TILE_DEPTH; k += MATRIX_DEPTH)
        {
            coopmat<NARROW, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> lefts[matricesDown];
            [[unroll]] for (uint i = 0; i < matricesDown; i++)
            {
                uint row = partRow + i * MATRIX_ROWS;
#ifdef TRANSPOSE_LEFT
                uint start = k * leftStride + row / octet;
#else
                uint start = row * leftStride + k / octet;
#endif
                coopMatLoad(lefts[i], tiles, start, leftStride, LEFT_LAYOUT);
            }
            [[unroll]] for (uint j = 0; j < matricesAcross; j++)
            {
                uint column = partColumn + j * MATRIX_COLUMNS;
#ifdef TRANSPOSE_RIGHT
                uint start = rightTile + column * rightStride + k / octet;
#else
                uint start = rightTile + k * rightStride + column / octet;
#endif
                coopmat<NARROW, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> rightMatrix;
                coopMatLoad(rightMatrix, tiles, start, rightStride, RIGHT_LAYOUT);
                [[unroll]] for (uint i = 0; i < matricesDown; i++)
                    sums[i][j] = coopMatMulAdd(lefts[i], rightMatrix, sums[i][j]);
            }
        }
    }

    // Which lane has which sum is the driver's affair, so the finished ones go through shared memory, a row of matrices at a time
    uint outputStart = matrixStart(outputFirst, outputOuterStride, outputInnerStride);
    uint finished = gl_SubgroupID * finishedQuads;
    barrier();
    [[unroll]] for (uint i = 0; i < matricesDown; i++)
    {
        subgroupBarrier();
        [[unroll]] for (uint j = 0; j < matricesAcross; j++)
            coopMatStore(sums[i][j], tiles, finished + j * MATRIX_COLUMNS / 4, PART_COLUMNS / 4, gl_CooperativeMatrixLayoutRowMajor);
        subgroupBarrier();
        uint row = firstRow + partRow + i * MATRIX_ROWS, column = firstColumn + partColumn;
        [[dont_unroll]] for (uint sum = gl_SubgroupInvocationID; sum < MATRIX_ROWS * PART_COLUMNS; sum += SUBGROUP_SIZE)
        {
            float element = uintBitsToFloat(tiles[finished + sum / 4][sum % 4]);
            storeOutput(outputStart, row + sum / PART_COLUMNS, column + sum % PART_COLUMNS, element);
        }
    }
}
