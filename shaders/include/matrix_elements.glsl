// Where the elements of matrix_product's matrices lie, and what becomes of a finished sum. A stored matrix is lines of neighbours:
// left has a line for each of its rows, or for each step of the depth where it is transposed; right the other way round. LEFT_ALIGNED
// and RIGHT_ALIGNED promise that four neighbours lie at a multiple of sixteen bytes and end together.
#include "include/activation.glsl"

layout(buffer_reference, std430, buffer_reference_align = 16) buffer FloatQuads { vec4 at[]; };

vec4 loadQuadFloats(Floats floats, uint quad)
{
    return FloatQuads(floats).at[quad];
}

#if defined(BF16) || defined(FP16)
layout(buffer_reference, std430, buffer_reference_align = 8) buffer HalfQuads { uvec2 at[]; };

vec4 loadQuadHalves(Halves numbers, uint quad)
{
    uvec2 pairs = HalfQuads(numbers).at[quad];
    return vec4(fromHalf(pairs.x & 0xFFFFu), fromHalf(pairs.x >> 16), fromHalf(pairs.y & 0xFFFFu), fromHalf(pairs.y >> 16));
}
#endif

uint matrixStart(uint first, uint outerStride, uint innerStride)
{
    uint matrix = gl_WorkGroupID.z;
    return first + matrix / innerCount * outerStride + matrix % innerCount * innerStride;
}

float leftAt(uint start, uint row, uint k)
{
#ifdef TRANSPOSE_LEFT
    return load(left, start + k * leftRowStride + row);
#else
    return load(left, start + row * leftRowStride + k);
#endif
}

float rightAt(uint start, uint k, uint column)
{
#ifdef TRANSPOSE_RIGHT
    return load(right, start + column * rightRowStride + k);
#else
    return load(right, start + k * rightRowStride + column);
#endif
}

// Of elements that were loaded from inside a line, those that lie past its end count as zeros.
vec4 endAt(uint end, uint place, vec4 quad)
{
    return vec4(quad.x, place + 1 < end ? quad.y : 0.0, place + 2 < end ? quad.z : 0.0, place + 3 < end ? quad.w : 0.0);
}

// Four neighbours of a line of left from `place` on, zeros past an edge.
vec4 leftQuad(uint start, uint line, uint place)
{
#ifdef TRANSPOSE_LEFT
    uint lines = depth, end = rows;
#else
    uint lines = rows, end = depth;
#endif
    if (line >= lines || place >= end)
        return vec4(0.0);

    uint first = start + line * leftRowStride;
#ifdef LEFT_ALIGNED
    return JOIN(loadQuad, leftType)(left, (first + place) / 4);
#else
    uint last = end - 1;
    return endAt(end, place, vec4(
        load(left, first + place), load(left, first + min(place + 1, last)),
        load(left, first + min(place + 2, last)), load(left, first + min(place + 3, last))));
#endif
}

// Four neighbours of a line of right from `place` on, zeros past an edge.
vec4 rightQuad(uint start, uint line, uint place)
{
#ifdef TRANSPOSE_RIGHT
    uint lines = columns, end = depth;
#else
    uint lines = depth, end = columns;
#endif
    if (line >= lines || place >= end)
        return vec4(0.0);

    uint first = start + line * rightRowStride;
#ifdef RIGHT_ALIGNED
    return JOIN(loadQuad, rightType)(right, (first + place) / 4);
#else
    uint last = end - 1;
    return endAt(end, place, vec4(
        load(right, first + place), load(right, first + min(place + 1, last)),
        load(right, first + min(place + 2, last)), load(right, first + min(place + 3, last))));
#endif
}

// Rounds after every operation, so that the same sum gives the same bits in every tier.
void storeOutput(uint start, uint row, uint column, float sum)
{
    if (row >= rows || column >= columns)
        return;

    uint i = start + row * outputRowStride + column;
    precise float result = scaleFloat * sum;
#ifdef BIAS
    result += bias.at[column];
#endif
#ifdef ACCUMULATE
    result += load(outputs, i);
#endif
    store(outputs, i, result);
#if defined(GELU) || defined(TANH_GELU) || defined(RELU) || defined(SILU)
    store(activated, i, activation(result));
#endif
}
