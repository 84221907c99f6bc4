// Column sums come in two passes of fixed order: blocks of rows, then the sum over the blocks.
const uint columnSumBlocks = 32; // KernelCatalog.ColumnSumBlocks
