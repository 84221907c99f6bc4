// The second half of both layer norms: writes output and statistics of a row of NORMALIZED, whose mean is known. The variance
// is summed around the mean, which keeps its digits where the mean is large.
void normalizeRow(uint row, float mean)
{
    float squares = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        float centred = load(NORMALIZED, row * columns + column) - mean;
        squares += centred * centred;
    }
    float rstd = 1.0 / sqrt(sumOverGroup(squares) / float(columns) + epsilonFloat);

    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        store(outputs, i, (load(NORMALIZED, i) - mean) * rstd * gain.at[column] + bias.at[column]);
    }
    if (gl_LocalInvocationIndex == 0)
    {
        statistics.at[2 * row] = mean;
        statistics.at[2 * row + 1] = rstd;
    }
}
