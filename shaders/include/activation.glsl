// The activation that is defined, and its slope; GELU by erf where none is.
#include "include/logistic.glsl"
#include "include/normal.glsl"

#if defined(TANH_GELU)

// 2 √(2/π), and with 0.044715; ½ (1 + tanh(u)) is σ(2u)
const float twiceRoot = 1.59576912;
const float twiceRootCubic = 0.0713548163;

float activation(float x)
{
    return x * sigmoid(x * (twiceRoot + twiceRootCubic * x * x));
}

float activationSlope(float x)
{
    float twiceU = x * (twiceRoot + twiceRootCubic * x * x);
    return sigmoid(twiceU) * (1.0 + x * sigmoid(-twiceU) * (twiceRoot + 3.0 * twiceRootCubic * x * x));
}

#elif defined(RELU)

float activation(float x)
{
    return x < 0.0 ? 0.0 : x;
}

float activationSlope(float x)
{
    return x > 0.0 ? 1.0 : 0.0;
}

#elif defined(SILU)

float activation(float x)
{
    return x * sigmoid(x);
}

float activationSlope(float x)
{
    return sigmoid(x) * (1.0 + x * sigmoid(-x));
}

#else

float activation(float x)
{
    return x * cumulativeNormal(x);
}

float activationSlope(float x)
{
    return cumulativeNormal(x) + x * normalDensity(x);
}

#endif
