// The tier for CPU drivers, where shared memory and barriers cost most and a lane's load costs more than its arithmetic: a
// subgroup holds the sums of a tile in registers. Lane l has the columns l, l + LANES, …; left elements are loaded by lanes along the
// rows and handed round, so that every element is loaded once a tile. Loads past an edge take the last element; nothing stores them.
#extension GL_KHR_shader_subgroup_ballot : require

layout(local_size_x = LANES) in;

const uint rowVectors = TILE_ROWS / LANES;
const uint columnVectors = TILE_COLUMNS / LANES;

void main()
{
    uint lane = gl_LocalInvocationIndex;
    uint firstRow = gl_WorkGroupID.y * TILE_ROWS;
    uint firstColumn = gl_WorkGroupID.x * TILE_COLUMNS;
    uint leftStart = matrixStart(leftFirst, leftOuterStride, leftInnerStride);
    uint rightStart = matrixStart(rightFirst, rightOuterStride, rightInnerStride);

    float sums[TILE_ROWS][columnVectors];
    for (uint row = 0; row < TILE_ROWS; row++)
    {
        for (uint vector = 0; vector < columnVectors; vector++)
            sums[row][vector] = 0.0;
    }

    for (uint k = 0; k < depth; k++)
    {
        float rightElements[columnVectors];
        for (uint vector = 0; vector < columnVectors; vector++)
            rightElements[vector] = rightAt(rightStart, k, min(firstColumn + vector * LANES + lane, columns - 1));
        for (uint rowVector = 0; rowVector < rowVectors; rowVector++)
        {
            float leftElements = leftAt(leftStart, min(firstRow + rowVector * LANES + lane, rows - 1), k);
            for (uint source = 0; source < LANES; source++)
            {
                float leftElement = subgroupBroadcast(leftElements, source);
                uint row = rowVector * LANES + source;
                for (uint vector = 0; vector < columnVectors; vector++)
                    sums[row][vector] = fma(leftElement, rightElements[vector], sums[row][vector]);
            }
        }
    }

    uint outputStart = matrixStart(0, outputOuterStride, outputInnerStride);
    for (uint vector = 0; vector < columnVectors; vector++)
    {
        uint column = firstColumn + vector * LANES + lane;
        float columnBias = biasAt(column);
        for (uint row = 0; row < TILE_ROWS; row++)
            storeOutput(outputStart, firstRow + row, column, sums[row][vector], columnBias);
    }
    activateOutputs(outputStart, firstRow, 1, firstRow + TILE_ROWS, firstColumn + lane, LANES, firstColumn + TILE_COLUMNS);
}
