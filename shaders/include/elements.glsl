// WorkShape.Items with four elements an item. A group's elements are consecutive; an invocation takes every GROUP_SIZE-th of
// them, so that neighbours access neighbours.
#include "include/groups.glsl"

layout(local_size_x = GROUP_SIZE) in;

const uint elementsPerItem = 4;

uint elementIndex(uint turn)
{
    return (groupIndex() * elementsPerItem + turn) * GROUP_SIZE + gl_LocalInvocationIndex;
}
