// Sigmoid, its logarithm and what both are made of, safe for any argument.
#include "include/artanh.glsl"

// log1p(exp(−|x|))
float log1pExp(float x)
{
    float y = exp(-abs(x));
    return twiceArtanh(y / (2.0 + y));
}

float sigmoid(float x)
{
    float y = exp(-abs(x));
    return (x < 0.0 ? y : 1.0) / (1.0 + y);
}

float logSigmoid(float x)
{
    return min(x, 0.0) - log1pExp(x);
}
