// The largest value and its id, lowest id on ties. A value that is not a number is never better, so an id is always a valid one.
#include "include/rows.glsl"

const float lowest = -3.402823466e38;

// Ids come in ascending order, so that an equal value is a higher id's
void takeBetter(inout float best, inout uint id, float value, uint valueId)
{
    if (value > best)
    {
        best = value;
        id = valueId;
    }
}

void takeBestOfGroup(inout float best, inout uint id)
{
    float own = best;
    best = maxOverGroup(own);
    id = minOverGroup(own == best ? id : 0xFFFFFFFFu);
}
