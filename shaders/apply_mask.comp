// Of the chosen positions: positions[b, p] ascending (−1 behind the last), targets[b, p] = the id there (0), weights[b, p] = 1 (0).
// maskedIds = tokenIds with maskId at a chosen position, unless its draw is below keepThreshold. An item is a token.
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers chosen;
    StepScalars scalars;
    Integers positions;
    Integers targets;
    Floats weights;
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
    uint position = token % length;
    uint before = 0;
    uint total = 0;
    for (uint other = 0; other < length; other++)
    {
        uint isChosen = uint(chosen.at[sequence * length + other]);
        before += other < position ? isChosen : 0;
        total += isChosen;
    }

    int id = tokenIds.at[token];
    bool isChosen = chosen.at[token] != 0;
    bool isHidden = isChosen && drawAt(sequence, position) >= keepThreshold;
    maskedIds.at[token] = isHidden ? int(maskId) : id;
    if (isChosen && before < maximum)
    {
        uint row = sequence * maximum + before;
        positions.at[row] = int(position);
        targets.at[row] = id;
        weights.at[row] = 1.0;
    }
    for (uint unused = position; unused < maximum; unused += length)
    {
        if (unused < total)
            continue;
        uint row = sequence * maximum + unused;
        positions.at[row] = -1;
        targets.at[row] = 0;
        weights.at[row] = 0.0;
    }
}
