// Where the elements of matrix_product's matrices lie, and what becomes of a finished sum.
#include "include/normal.glsl"

uint matrixStart(uint first, uint outerStride, uint innerStride)
{
    uint matrix = gl_WorkGroupID.z;
    return first + matrix / innerCount * outerStride + matrix % innerCount * innerStride;
}

float leftAt(uint start, uint row, uint k)
{
#ifdef TRANSPOSE_LEFT
    return left.at[start + k * leftRowStride + row];
#else
    return left.at[start + row * leftRowStride + k];
#endif
}

float rightAt(uint start, uint k, uint column)
{
#ifdef TRANSPOSE_RIGHT
    return right.at[start + column * rightRowStride + k];
#else
    return right.at[start + k * rightRowStride + column];
#endif
}

float biasAt(uint column)
{
#ifdef BIAS
    return bias.at[min(column, columns - 1)];
#else
    return 0.0;
#endif
}

void storeOutput(uint start, uint row, uint column, float sum, float columnBias)
{
    if (row >= rows || column >= columns)
        return;

    uint i = start + row * outputRowStride + column;
    float result = scaleFloat * sum + columnBias;
#ifdef ACCUMULATE
    result += outputs.at[i];
#endif
    outputs.at[i] = result;
}

// Activates what this invocation stored, in loops of their own: beside the unrolled stores GELU would stand once for each
void activateOutputs(uint start, uint firstRow, uint rowStep, uint lastRow, uint firstColumn, uint columnStep, uint lastColumn)
{
#ifdef GELU
    for (uint row = firstRow; row < min(lastRow, rows); row += rowStep)
    {
        for (uint column = firstColumn; column < min(lastColumn, columns); column += columnStep)
        {
            uint i = start + row * outputRowStride + column;
            activated.at[i] = gelu(outputs.at[i]);
        }
    }
#endif
}
