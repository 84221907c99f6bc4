// 2 artanh(s) for |s| ≤ 1/3, to 2e-8 relative: with s = y / (2 + y) it is log1p(y), and keeps every digit of a small y, which
// log(1 + y) does not.
float twiceArtanh(float s)
{
    float square = s * s;
    float series = 1.0 / 13.0;
    series = series * square + 1.0 / 11.0;
    series = series * square + 1.0 / 9.0;
    series = series * square + 1.0 / 7.0;
    series = series * square + 1.0 / 5.0;
    series = series * square + 1.0 / 3.0;
    return 2.0 * (s + s * square * series);
}
