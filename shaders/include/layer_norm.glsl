// The second half of both layer norms: writes output and statistics of a row of NORMALIZED, whose mean is known. The variance
// is summed around the mean, which keeps its digits where the mean is large.
#include "include/row_fours.glsl"

void normalizeRow(uint index, Row row, float mean)
{
    float squares = 0.0;
    FOR_FOURS(row, four)
    {
        FOR_COLUMNS(row, four, word, column)
        {
            float centred = load(NORMALIZED, index * columns + column) - mean;
            squares += centred * centred;
        }
    }
    float rstd = 1.0 / sqrt(sumOverGroup(squares) / float(columns) + epsilonFloat);

    FOR_FOURS(row, four)
    {
        FOR_COLUMNS(row, four, word, column)
        {
            uint i = index * columns + column;
            store(outputs, i, (load(NORMALIZED, i) - mean) * rstd * gain.at[column] + bias.at[column]);
        }
    }
    if (gl_LocalInvocationIndex == 0)
    {
        statistics.at[2 * index] = mean;
        statistics.at[2 * index + 1] = rstd;
    }
}
