// output[m, n] = scaleFloat · Σk left(m, k) · right(k, n) + bias[n], for every matrix of a batch, and activated = a(output).
// left is stored [m, k], or [k, m] with TRANSPOSE_LEFT; right [k, n], or [n, k] with TRANSPOSE_RIGHT. A group computes a tile of
// TILE_ROWS × TILE_COLUMNS: x = column tiles, y = row tiles, z = matrices.
#include "include/buffers.glsl"

layout(push_constant) uniform PushConstants
{
    leftType left;
    rightType right;
    Floats bias;
    outputsType outputs;
    activatedType activated;
    uint rows;
    uint columns;
    uint depth;
    uint innerCount;
    uint leftFirst;
    uint rightFirst;
    uint outputFirst;
    uint leftRowStride;
    uint leftOuterStride;
    uint leftInnerStride;
    uint rightRowStride;
    uint rightOuterStride;
    uint rightInnerStride;
    uint outputRowStride;
    uint outputOuterStride;
    uint outputInnerStride;
    float scaleFloat;
};

#include "include/matrix_elements.glsl"

#if defined(TIER_COOPERATIVE) || defined(TIER_FLEXIBLE)
#include "include/narrow.glsl"
#endif

#ifdef TIER_REGISTER
#include "include/register_tile.glsl"
#elif defined(TIER_COOPERATIVE)
#include "include/cooperative_tile.glsl"
#elif defined(TIER_FLEXIBLE)
#include "include/flexible_tile.glsl"
#else
#include "include/shared_tile.glsl"
#endif
