// output[token, c] = words[id, c] + segments[segmentId, c], with POSITIONS + positions[token mod length, c]. An item is four columns
// of a token.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers segmentIds;
    Floats words;
    Floats positions;
    Floats segments;
    outputsType outputs;
    uint tokens;
    uint length;
    uint width;
};

void main()
{
    uint blocks = (width + 3) / 4;
    uint token = itemIndex() / blocks;
    uint firstColumn = itemIndex() % blocks * 4;
    if (token >= tokens)
        return;

    uint word = uint(tokenIds.at[token]) * width;
    uint segment = uint(segmentIds.at[token]) * width;
    for (uint column = firstColumn; column < min(firstColumn + 4, width); column++)
    {
        float sum = words.at[word + column] + segments.at[segment + column];
#ifdef POSITIONS
        sum += positions.at[token % length * width + column];
#endif
        store(outputs, token * width + column, sum);
    }
}
