// Sigmoid and its logarithm's companion, safe for any argument.
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
