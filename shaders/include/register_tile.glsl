// The tier for CPU drivers, where barriers cost much and a load more than its arithmetic: a subgroup has a tile to itself. Lane l
// has the columns l, l + LANES, …; left elements are loaded by lanes along the rows and handed round, so that each is loaded once a
// tile. Two steps of the depth at a time halve the cache lines that a transposed operand touches. Loads past an edge take the last
// element; past the depth the left one counts as 0, past rows and columns nothing is stored. Each sum takes the depth in ascending order.
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_ballot : require

// Beside unrolled code, a loop that stays one keeps the sums an array in memory. As variables of their own they are as fast, but
// take Mesa ten times as long to compile; only Mesa 22 is slow with arrays.
#ifdef SUMS_IN_VARIABLES
#define SUMS_LOOP [[unroll]]
#else
#define SUMS_LOOP [[dont_unroll]]
#endif

layout(local_size_x = LANES) in;

const uint rowVectors = TILE_ROWS / LANES;
const uint columnVectors = TILE_COLUMNS / LANES;
const uint depthStep = 2;

void main()
{
    uint lane = gl_LocalInvocationIndex;
    uint firstRow = gl_WorkGroupID.y * TILE_ROWS;
    uint firstColumn = gl_WorkGroupID.x * TILE_COLUMNS;
    uint leftStart = matrixStart(leftFirst, leftOuterStride, leftInnerStride);
    uint rightStart = matrixStart(rightFirst, rightOuterStride, rightInnerStride);

    precise float sums[TILE_ROWS * columnVectors];
    SUMS_LOOP for (uint i = 0; i < TILE_ROWS * columnVectors; i++)
        sums[i] = 0.0;

    for (uint firstK = 0; firstK < depth; firstK += depthStep)
    {
        float rightElements[columnVectors][depthStep];
        [[unroll]] for (uint vector = 0; vector < columnVectors; vector++)
        {
            uint column = min(firstColumn + vector * LANES + lane, columns - 1);
            [[unroll]] for (uint step = 0; step < depthStep; step++)
                rightElements[vector][step] = rightAt(rightStart, min(firstK + step, depth - 1), column);
        }
        [[unroll]] for (uint rowVector = 0; rowVector < rowVectors; rowVector++)
        {
            uint laneRow = min(firstRow + rowVector * LANES + lane, rows - 1);
            float leftElements[depthStep];
            [[unroll]] for (uint step = 0; step < depthStep; step++)
            {
                float element = leftAt(leftStart, laneRow, min(firstK + step, depth - 1));
                leftElements[step] = firstK + step < depth ? element : 0.0;
            }
            [[unroll]] for (uint source = 0; source < LANES; source++)
            {
                [[unroll]] for (uint vector = 0; vector < columnVectors; vector++)
                {
                    uint i = (rowVector * LANES + source) * columnVectors + vector;
                    [[unroll]] for (uint step = 0; step < depthStep; step++)
                        sums[i] = fma(subgroupBroadcast(leftElements[step], source), rightElements[vector][step], sums[i]);
                }
            }
        }
    }

    uint outputStart = matrixStart(outputFirst, outputOuterStride, outputInnerStride);
    SUMS_LOOP for (uint i = 0; i < TILE_ROWS * columnVectors; i++)
    {
        uint column = firstColumn + i % columnVectors * LANES + lane;
        storeOutput(outputStart, firstRow + i / columnVectors, column, sums[i]);
    }
}
