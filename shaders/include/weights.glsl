// The type of a weights operand: numbers, or the integers of an attention mask.
#ifdef INTEGER_WEIGHTS
#define Weights Integers
#else
#define Weights Floats
#endif
