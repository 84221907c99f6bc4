// output[b, e] = input[b, e] · scaleFloat where a draw is at least the threshold, else 0; the input itself while dropout is off.
// An item is four consecutive elements of a sequence: one draw of Philox.
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    outputsType outputs;
    StepScalars scalars;
    uint sequences;
    uint elementsPerSequence;
    uint threshold;
    float scaleFloat;
    uint site;
};

#include "include/dropout.glsl"

void main()
{
    uint fours = (elementsPerSequence + 3) / 4;
    uint sequence = itemIndex() / fours;
    uint four = itemIndex() % fours;
    if (sequence >= sequences)
        return;

    bvec4 isKept = keptOfFour(sequence, four);
    for (uint word = 0; word < 4; word++)
    {
        uint element = 4 * four + word;
        if (element < elementsPerSequence)
        {
            uint i = sequence * elementsPerSequence + element;
            store(outputs, i, isKept[word] ? load(inputs, i) * keptScale() : 0.0);
        }
    }
}
