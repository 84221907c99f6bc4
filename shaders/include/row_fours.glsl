// A row's columns by the fours of its sequence's elements, for which dropout draws at once. A lane has the same fours in every loop, so
// what it wrote it may read again. Needs columns; with DROPOUT also rowsPerSequence, and what include/dropout.glsl needs.
#include "include/rows.glsl"

// Its sequence, the elements of the sequence before it, the first and the end of the fours that it touches
struct Row
{
    uint sequence;
    uint firstElement;
    uint firstFour;
    uint endFour;
};

#ifdef DROPOUT
#include "include/dropout.glsl"

Row rowOf(uint index)
{
    uint firstElement = index % rowsPerSequence * columns;
    return Row(index / rowsPerSequence, firstElement, firstElement / 4, (firstElement + columns + 3) / 4);
}
#else
Row rowOf(uint index)
{
    return Row(0, 0, 0, (columns + 3) / 4);
}

bvec4 keptOfFour(uint sequence, uint four)
{
    return bvec4(true);
}

float keptScale()
{
    return 1.0;
}
#endif

#define FOR_FOURS(row, four) \
    for (uint four = row.firstFour + gl_LocalInvocationIndex; four < row.endFour; four += LANES)

// The word of the draw and the column of each element of a four that is the row's
#define FOR_COLUMNS(row, four, word, column) \
    for (uint word = 0, column = 4 * four - row.firstElement; word < 4; word++, column++) \
        if (column < columns)
