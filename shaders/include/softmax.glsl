// The softmax of a row of scores, which are read again in every loop: what is stored may have 16 bits. Needs scores, attentionMask, rows,
// columns, rowsPerSequence.
#include "include/row_fours.glsl"

const float lowest = -3.402823466e38;

// The largest admitted score, what exponentials of the scores less that are multiplied by, and the logarithm of their sum
struct Softmax
{
    float largest;
    float scale;
    float logSumExp;
};

bool isAdmitted(uint index, uint column)
{
    return attentionMask.at[index / rowsPerSequence * columns + column] != 0;
}

float exponentialAt(uint index, uint column, float shift)
{
    return isAdmitted(index, column) ? exp(load(scores, index * columns + column) - shift) : 0.0;
}

Softmax softmaxOf(uint index, Row row)
{
    float largest = lowest;
    FOR_FOURS(row, four)
    {
        FOR_COLUMNS(row, four, word, column)
        {
            if (isAdmitted(index, column))
                largest = max(largest, load(scores, index * columns + column));
        }
    }
    largest = maxOverGroup(largest);

    float sum = 0.0;
    FOR_FOURS(row, four)
    {
        FOR_COLUMNS(row, four, word, column)
        {
            sum += exponentialAt(index, column, largest);
        }
    }
    sum = sumOverGroup(sum);
    return sum == 0.0 ? Softmax(largest, 0.0, 0.0) : Softmax(largest, 1.0 / sum, largest + log(sum));
}
