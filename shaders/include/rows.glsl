// WorkShape.Rows and Single: a group of LANES invocations shares a row. LANES is the device's subgroup size for Rows, but a driver
// may run narrower subgroups, and Single has several, so a reduction joins as many as there are, in a fixed order.
#include "include/groups.glsl"
#ifdef SUBGROUP_ARITHMETIC
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#endif

layout(local_size_x = LANES) in;

shared float laneFloats[LANES];
shared uint laneIntegers[LANES];

#ifdef SUBGROUP_ARITHMETIC
#define REDUCE_SUBGROUP(operation, value) operation(value)
#define PARTS gl_NumSubgroups
#define PART gl_SubgroupID
#else
#define REDUCE_SUBGROUP(operation, value) value
#define PARTS LANES
#define PART gl_LocalInvocationIndex
#endif

// The first barrier keeps an earlier reduction's readers apart from this one's writers
#define REDUCE_GROUP(subgroupOperation, combine, value, parts) \
    value = REDUCE_SUBGROUP(subgroupOperation, value); \
    if (PARTS > 1) \
    { \
        barrier(); \
        parts[PART] = value; \
        barrier(); \
        value = parts[0]; \
        for (uint part = 1; part < PARTS; part++) \
            value = combine(value, parts[part]); \
    }

float plus(float left, float right)
{
    return left + right;
}

float sumOverGroup(float value)
{
    REDUCE_GROUP(subgroupAdd, plus, value, laneFloats)
    return value;
}

float maxOverGroup(float value)
{
    REDUCE_GROUP(subgroupMax, max, value, laneFloats)
    return value;
}

uint minOverGroup(uint value)
{
    REDUCE_GROUP(subgroupMin, min, value, laneIntegers)
    return value;
}
