// maskedIds = tokenIds with maskId at a position that any prediction draws with a word of keepThreshold or more. An item is a token.
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers positions;
    StepScalars scalars;
    Integers maskedIds;
    uint sequences;
    uint length;
    uint maximum;
    uint maskId;
    uint keepThreshold;
    uint site;
};

#include "include/masking_draw.glsl"

void main()
{
    uint token = itemIndex();
    if (token >= sequences * length)
        return;

    uint sequence = token / length;
    int position = int(token % length);
    bool isHidden = false;
    for (uint prediction = 0; prediction < maximum; prediction++)
    {
        if (positions.at[sequence * maximum + prediction] == position)
            isHidden = isHidden || drawAt(sequence, prediction) >= keepThreshold;
    }
    maskedIds.at[token] = isHidden ? int(maskId) : tokenIds.at[token];
}
