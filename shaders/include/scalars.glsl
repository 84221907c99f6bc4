// The Scalars segment: StepScalars of the runtime.
#extension GL_EXT_buffer_reference : require

layout(buffer_reference, std430, buffer_reference_align = 4) readonly buffer StepScalars
{
    uint seed;
    uint step;
    uint firstSequence;
    uint dropoutEnabled;
    float learningRate;
    uint lossScaleExponent;
};

// 2^exponent, exactly
float powerOfTwo(int exponent)
{
    return uintBitsToFloat(uint(127 + exponent) << 23);
}
