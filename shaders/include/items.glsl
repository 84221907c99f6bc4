// WorkShape.Items: an invocation an item.
#include "include/groups.glsl"

layout(local_size_x = GROUP_SIZE) in;

uint itemIndex()
{
    return groupIndex() * GROUP_SIZE + gl_LocalInvocationIndex;
}
