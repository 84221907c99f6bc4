// chosen[b, s] = 1 where position s is among the k candidates of sequence b with the smallest draws, else 0, with
// k = max(1, min(maximum, round(attended · fractionMillionths / 10^6))), halves to even. An item is a token.
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers attentionMask;
    StepScalars scalars;
    Integers chosen;
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
    uint token = itemIndex();
    if (token >= sequences * length)
        return;

    uint sequence = token / length;
    uint ownPosition = token % length;
    uint ownDraw = drawAt(sequence, ownPosition);
    uint attended = 0;
    uint rank = 0;
    for (uint block = 0; block < (length + 3) / 4; block++)
    {
        uvec4 draws = drawsOfBlock(sequence, block);
        for (uint word = 0; word < 4; word++)
        {
            uint position = 4 * block + word;
            if (position < length)
            {
                uint other = sequence * length + position;
                bool isBefore = draws[word] < ownDraw || (draws[word] == ownDraw && position < ownPosition);
                attended += attentionMask.at[other] != 0 ? 1 : 0;
                rank += isBefore && isCandidate(other) ? 1 : 0;
            }
        }
    }
    chosen.at[token] = isCandidate(token) && rank < wantedOf(attended) ? 1 : 0;
}
