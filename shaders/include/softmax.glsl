// The softmax of a row of scores, which are read again in every loop: what is stored may have 16 bits. Needs scores, attentionMask, rows,
// columns, rowsPerSequence.
#include "include/row_fours.glsl"

const float lowest = -3.402823466e38;

// The largest admitted score, and what exponentials of the scores less that are multiplied by
struct Softmax
{
    float largest;
    float scale;
};

bool isAdmitted(uint index, uint column)
{
    return attentionMask.at[index / rowsPerSequence * columns + column] != 0;
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
            if (isAdmitted(index, column))
                sum += exp(load(scores, index * columns + column) - largest);
        }
    }
    sum = sumOverGroup(sum);
    return Softmax(largest, sum == 0.0 ? 0.0 : 1.0 / sum);
}

float probabilityAt(uint index, uint column, Softmax softmax)
{
    return isAdmitted(index, column) ? exp(load(scores, index * columns + column) - softmax.largest) * softmax.scale : 0.0;
}
