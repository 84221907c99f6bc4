// output[token, c] = words[id, c] + positions[token mod length, c] + segments[segmentId, c]. An item is four columns of a token.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers segmentIds;
    Floats words;
    Floats positions;
    Floats segments;
    Floats outputs;
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
    uint position = token % length * width;
    uint segment = uint(segmentIds.at[token]) * width;
    for (uint column = firstColumn; column < min(firstColumn + 4, width); column++)
        outputs.at[token * width + column] =
            words.at[word + column] + positions.at[position + column] + segments.at[segment + column];
}
