// positions[b, p] = candidate floor(word · c / 2^32) of sequence b, which has c of them, for p < k, −1 behind or where c = 0;
// targets[b, p] = the id there (0), weights[b, p] = 1 (0). k as in choose_masked. An item is a prediction.
#include "include/below.glsl"
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers attentionMask;
    StepScalars scalars;
    Integers positions;
    Integers targets;
    Floats weights;
    uint sequences;
    uint length;
    uint maximum;
    uint fractionMillionths;
    uint classificationId;
    uint separatorId;
    uint maskId;
    uint site;
};

#include "include/masking_count.glsl"
#include "include/masking_draw.glsl"

void main()
{
    uint row = itemIndex();
    if (row >= sequences * maximum)
        return;

    uint sequence = row / maximum;
    uint prediction = row % maximum;
    uint firstToken = sequence * length;
    uint attended = 0;
    uint candidates = 0;
    for (uint token = firstToken; token < firstToken + length; token++)
    {
        attended += attentionMask.at[token] != 0 ? 1 : 0;
        candidates += isCandidate(token) ? 1 : 0;
    }

    bool isUsed = candidates > 0 && prediction < wantedOf(attended);
    uint before = below(drawAt(sequence, prediction), candidates);
    uint position = 0;
    for (uint other = 0; other < length; other++)
    {
        if (isCandidate(firstToken + other))
        {
            position = before == 0 ? other : position;
            before--;
        }
    }
    positions.at[row] = isUsed ? int(position) : -1;
    targets.at[row] = isUsed ? tokenIds.at[firstToken + position] : 0;
    weights.at[row] = isUsed ? 1.0 : 0.0;
}
