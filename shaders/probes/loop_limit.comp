// reached = how often a loop of `count` iterations ran. Mesa's CPU driver before version 23 stops at 65,535 and says nothing.
#extension GL_EXT_buffer_reference : require

layout(local_size_x = 1) in;

layout(buffer_reference, std430, buffer_reference_align = 4) writeonly buffer Counter
{
    uint value;
};

layout(push_constant) uniform Arguments
{
    Counter reached;
    uint count;
    uint padding;
};

void main()
{
    uint iterations = 0;
    for (uint i = 0; i < count; i++)
        iterations++;
    reached.value = iterations;
}
