// output[2i] = c · input[2i] − s · input[2i + 1], output[2i + 1] = s · input[2i] + c · input[2i + 1], s and c being columns 2i and
// 2i + 1, within the head, of the token's row of sinusoids; INVERSE turns the other way. Columns behind the first turned stay as they
// are. An item is a pair of columns of a token.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    Floats sinusoids;
    outputsType outputs;
    uint tokens;
    uint length;
    uint width;
    uint turned;
    uint headSize;
};

void main()
{
    uint pairs = width / 2;
    uint token = itemIndex() / pairs;
    uint column = itemIndex() % pairs * 2;
    if (token >= tokens)
        return;

    uint i = token * width + column;
    float left = load(inputs, i);
    float right = load(inputs, i + 1);
    if (column >= turned)
    {
        store(outputs, i, left);
        store(outputs, i + 1, right);
        return;
    }

    uint angle = token % length * headSize + column % headSize;
    float sine = sinusoids.at[angle];
    float cosine = sinusoids.at[angle + 1];
#ifdef INVERSE
    sine = -sine;
#endif
    store(outputs, i, cosine * left - sine * right);
    store(outputs, i + 1, sine * left + cosine * right);
}
