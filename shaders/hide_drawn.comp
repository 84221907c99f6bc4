// drawn[b, s] = how many predictions are at the position; maskedIds = tokenIds with maskId where the word of any of them is
// keepThreshold or more. An item is a token.
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers positions;
    StepScalars scalars;
    Integers drawn;
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
    int draws = 0;
    bool isHidden = false;
    for (uint prediction = 0; prediction < maximum; prediction++)
    {
        if (positions.at[sequence * maximum + prediction] == position)
        {
            draws++;
            isHidden = isHidden || drawAt(sequence, prediction) >= keepThreshold;
        }
    }
    drawn.at[token] = draws;
    maskedIds.at[token] = isHidden ? int(maskId) : tokenIds.at[token];
}
