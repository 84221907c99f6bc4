// The tier for GPUs: the invocations of a group share a tile, TILE_DEPTH of the depth at a time, through shared memory, and load the
// next part of it while they work on this one. An invocation has SUMS_DOWN × SUMS_ACROSS sums, in quads of rows and columns that lie
// whole groups of quads apart, so that neighbours read neighbouring quads. Past an edge there are zeros. Each sum takes the depth in
// ascending order, as in every tier of single precision.
#extension GL_EXT_control_flow_attributes : require

const uint threadsAcross = TILE_COLUMNS / SUMS_ACROSS;
const uint threadsDown = TILE_ROWS / SUMS_DOWN;
const uint groupSize = threadsAcross * threadsDown;
const uint quadsAcross = SUMS_ACROSS / 4;
const uint leftLoads = TILE_ROWS * TILE_DEPTH / 4 / groupSize;
const uint rightLoads = TILE_COLUMNS * TILE_DEPTH / 4 / groupSize;

layout(local_size_x = threadsAcross * threadsDown) in;

// A step of the depth is a line, with a quad more than its elements, so that what is stored across lines falls into different banks.
// Behind the lines of left lie those of right; at the end finished sums take their place
const uint leftLine = TILE_ROWS / 4 + 1, rightLine = TILE_COLUMNS / 4 + 1;
const uint rightTile = TILE_DEPTH * leftLine;
shared vec4 tiles[TILE_DEPTH * (leftLine + rightLine)];

uint firstRow, firstColumn, leftStart, rightStart;
vec4 leftNext[leftLoads], rightNext[rightLoads];

// A quad of this invocation's share: its line of the stored tile, and its place in the line
uvec2 quadPlace(uint load, uint lineLength)
{
    uint quad = load * groupSize + gl_LocalInvocationIndex, quads = lineLength / 4;
    return uvec2(quad / quads, quad % quads * 4);
}

void loadNext(uint firstK)
{
    [[unroll]] for (uint load = 0; load < leftLoads; load++)
    {
#ifdef TRANSPOSE_LEFT
        uvec2 place = quadPlace(load, TILE_ROWS);
        leftNext[load] = leftQuad(leftStart, firstK + place.x, firstRow + place.y);
#else
        uvec2 place = quadPlace(load, TILE_DEPTH);
        leftNext[load] = leftQuad(leftStart, firstRow + place.x, firstK + place.y);
#endif
    }
    [[unroll]] for (uint load = 0; load < rightLoads; load++)
    {
#ifdef TRANSPOSE_RIGHT
        uvec2 place = quadPlace(load, TILE_DEPTH);
        rightNext[load] = rightQuad(rightStart, firstColumn + place.x, firstK + place.y);
#else
        uvec2 place = quadPlace(load, TILE_COLUMNS);
        rightNext[load] = rightQuad(rightStart, firstK + place.x, firstColumn + place.y);
#endif
    }
}

void stageNext()
{
    [[unroll]] for (uint load = 0; load < leftLoads; load++)
    {
#ifdef TRANSPOSE_LEFT
        uvec2 place = quadPlace(load, TILE_ROWS);
        tiles[place.x * leftLine + place.y / 4] = leftNext[load];
#else
        uvec2 place = quadPlace(load, TILE_DEPTH);
        [[unroll]] for (uint k = 0; k < 4; k++)
            tiles[(place.y + k) * leftLine + place.x / 4][place.x % 4] = leftNext[load][k];
#endif
    }
    [[unroll]] for (uint load = 0; load < rightLoads; load++)
    {
#ifdef TRANSPOSE_RIGHT
        uvec2 place = quadPlace(load, TILE_DEPTH);
        [[unroll]] for (uint k = 0; k < 4; k++)
            tiles[rightTile + (place.y + k) * rightLine + place.x / 4][place.x % 4] = rightNext[load][k];
#else
        uvec2 place = quadPlace(load, TILE_COLUMNS);
        tiles[rightTile + place.x * rightLine + place.y / 4] = rightNext[load];
#endif
    }
}

void main()
{
    uint x = gl_LocalInvocationIndex % threadsAcross;
    uint y = gl_LocalInvocationIndex / threadsAcross;
    firstRow = gl_WorkGroupID.y * TILE_ROWS;
    firstColumn = gl_WorkGroupID.x * TILE_COLUMNS;
    leftStart = matrixStart(leftFirst, leftOuterStride, leftInnerStride);
    rightStart = matrixStart(rightFirst, rightOuterStride, rightInnerStride);

    precise vec4 sums[SUMS_DOWN][quadsAcross];
    [[unroll]] for (uint row = 0; row < SUMS_DOWN; row++)
    {
        [[unroll]] for (uint quad = 0; quad < quadsAcross; quad++)
            sums[row][quad] = vec4(0.0);
    }

    loadNext(0);
    for (uint firstK = 0; firstK < depth; firstK += TILE_DEPTH)
    {
        barrier();
        stageNext();
        barrier();
        loadNext(firstK + TILE_DEPTH);
        for (uint k = 0; k < TILE_DEPTH; k++)
        {
            vec4 rightQuads[quadsAcross];
            [[unroll]] for (uint quad = 0; quad < quadsAcross; quad++)
                rightQuads[quad] = tiles[rightTile + k * rightLine + quad * threadsAcross + x];
            [[unroll]] for (uint row = 0; row < SUMS_DOWN; row++)
            {
                vec4 leftElement = vec4(tiles[k * leftLine + row / 4 * threadsDown + y][row % 4]);
                [[unroll]] for (uint quad = 0; quad < quadsAcross; quad++)
                    sums[row][quad] = fma(leftElement, rightQuads[quad], sums[row][quad]);
            }
        }
    }

    // A row of every invocation at a time, through shared memory: neighbours store neighbours, and the epilogue stands here once a row
    uint outputStart = matrixStart(outputFirst, outputOuterStride, outputInnerStride);
    [[unroll]] for (uint row = 0; row < SUMS_DOWN; row++)
    {
        barrier();
        [[unroll]] for (uint quad = 0; quad < quadsAcross; quad++)
            tiles[y * (TILE_COLUMNS / 4) + quad * threadsAcross + x] = sums[row][quad];
        barrier();
        [[dont_unroll]] for (uint i = gl_LocalInvocationIndex; i < threadsDown * TILE_COLUMNS; i += groupSize)
        {
            uint tileRow = (row / 4 * threadsDown + i / TILE_COLUMNS) * 4 + row % 4;
            storeOutput(outputStart, firstRow + tileRow, firstColumn + i % TILE_COLUMNS, tiles[i / 4][i % 4]);
        }
    }
}
