// The standard normal distribution. Lower tail: Φ(−|x|) = exp(−x²/2) · t · R(t), t = 1 / (1 + 0.3 |x|), R a minimax
// polynomial of degree 9 fitted for |x| up to 14 to 3.5e-9 relative; rounding to fp32 leaves 1.4e-7 absolute.
float normalDensity(float x)
{
    return 0.398942280 * exp(-0.5 * x * x);
}

float cumulativeNormal(float x)
{
    float t = 1.0 / (1.0 + 0.3 * abs(x));
    float series = -0.0206128764;
    series = series * t + 0.112376045;
    series = series * t - 0.22806817;
    series = series * t + 0.191582612;
    series = series * t - 0.0792481421;
    series = series * t + 0.0960582833;
    series = series * t + 0.0784254138;
    series = series * t + 0.110227362;
    series = series * t + 0.119572836;
    series = series * t + 0.119686634;
    float tail = exp(-0.5 * x * x) * t * series;
    return x < 0.0 ? tail : 1.0 - tail;
}
