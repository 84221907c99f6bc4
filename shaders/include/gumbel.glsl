// Gumbel noise −log(−log1p(−u)) of a random word, u = (word + 1/2) / 2^32 and at most 1 − 2^-24.
#include "include/artanh.glsl"

float gumbel(uint word)
{
    const float scale = 1.0 / 4294967296.0;

    // Near 1, u is known by its distance from there, which the complement of the word counts; near 0, by itself
    float distance = max((float(~word) + 0.5) * scale, 1.0 / 16777216.0);
    float u = (float(word) + 0.5) * scale;
    float exponential = distance < 0.5 ? -log(distance) : twiceArtanh(u / (2.0 - u));
    return -log(exponential);
}
