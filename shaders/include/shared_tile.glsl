// The tier for GPUs: 16 × 16 invocations share a tile, 16 of the depth at a time, through shared memory. Invocation (x, y) has the
// rows y, y + 16, … and the columns x, x + 16, …, so that neighbours read and store neighbours. Past an edge there are zeros.
const uint side = 16;
const uint tileDepth = 16;
const uint rowsEach = TILE_ROWS / side;
const uint columnsEach = TILE_COLUMNS / side;

layout(local_size_x = 256) in; // side · side

// One more than a row, so that a column's elements lie in different banks
shared float leftTile[tileDepth][TILE_ROWS + 1];
shared float rightTile[tileDepth][TILE_COLUMNS + 1];

void loadTiles(uint leftStart, uint rightStart, uint firstRow, uint firstColumn, uint firstK)
{
    for (uint i = gl_LocalInvocationIndex; i < TILE_ROWS * tileDepth; i += side * side)
    {
#ifdef TRANSPOSE_LEFT
        uint row = i % TILE_ROWS, k = i / TILE_ROWS;
#else
        uint row = i / tileDepth, k = i % tileDepth;
#endif
        bool isInside = firstRow + row < rows && firstK + k < depth;
        leftTile[k][row] = isInside ? leftAt(leftStart, firstRow + row, firstK + k) : 0.0;
    }
    for (uint i = gl_LocalInvocationIndex; i < TILE_COLUMNS * tileDepth; i += side * side)
    {
#ifdef TRANSPOSE_RIGHT
        uint column = i / tileDepth, k = i % tileDepth;
#else
        uint column = i % TILE_COLUMNS, k = i / TILE_COLUMNS;
#endif
        bool isInside = firstColumn + column < columns && firstK + k < depth;
        rightTile[k][column] = isInside ? rightAt(rightStart, firstK + k, firstColumn + column) : 0.0;
    }
}

void main()
{
    uint x = gl_LocalInvocationIndex % side;
    uint y = gl_LocalInvocationIndex / side;
    uint firstRow = gl_WorkGroupID.y * TILE_ROWS;
    uint firstColumn = gl_WorkGroupID.x * TILE_COLUMNS;
    uint leftStart = matrixStart(leftFirst, leftOuterStride, leftInnerStride);
    uint rightStart = matrixStart(rightFirst, rightOuterStride, rightInnerStride);

    float sums[rowsEach][columnsEach];
    for (uint row = 0; row < rowsEach; row++)
    {
        for (uint column = 0; column < columnsEach; column++)
            sums[row][column] = 0.0;
    }

    for (uint firstK = 0; firstK < depth; firstK += tileDepth)
    {
        loadTiles(leftStart, rightStart, firstRow, firstColumn, firstK);
        barrier();
        for (uint k = 0; k < tileDepth; k++)
        {
            float rightElements[columnsEach];
            for (uint column = 0; column < columnsEach; column++)
                rightElements[column] = rightTile[k][x + column * side];
            for (uint row = 0; row < rowsEach; row++)
            {
                float leftElement = leftTile[k][y + row * side];
                for (uint column = 0; column < columnsEach; column++)
                    sums[row][column] = fma(leftElement, rightElements[column], sums[row][column]);
            }
        }
        barrier();
    }

    uint outputStart = matrixStart(0, outputOuterStride, outputInnerStride);
    for (uint row = 0; row < rowsEach; row++)
    {
        for (uint column = 0; column < columnsEach; column++)
            storeOutput(outputStart, firstRow + y + row * side, firstColumn + x + column * side, sums[row][column]);
    }
}
