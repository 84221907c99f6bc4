#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// Matrix products: one kernel in eight layouts, with epilogues, in tiers that the device chooses from.
public static partial class KernelCatalog
{
    /// <summary>
    /// output[m, n] = scaleFloat · Σk left(m, k) · right(k, n) + bias[n], for every matrix of a batch. left is stored [m, k], or
    /// [k, m] with TRANSPOSE_LEFT; right [k, n], or [n, k] with TRANSPOSE_RIGHT. ACCUMULATE adds the old output. An
    /// activation writes a(output) to <c>activated</c>, which has output's layout, beside the output itself. Matrix z of the batch starts at
    /// <c>first + (z / innerCount) · outerStride + (z mod innerCount) · innerStride</c> elements; rows are rowStride apart, so that a matrix
    /// may be a range of columns of a wider one, whose other columns stay.
    /// </summary>
    public static KernelDefinition MatrixProduct { get; } = new("matrix_product", WorkShape.Tiles,
        [ReadActivations("left"), ReadActivations("right"), Optional(Read("bias")), ReadWriteActivations("output"), Optional(WriteActivations("activated"))],
        [
            "rows", "columns", "depth", "innerCount",
            "leftFirst", "rightFirst", "outputFirst",
            "leftRowStride", "leftOuterStride", "leftInnerStride",
            "rightRowStride", "rightOuterStride", "rightInnerStride",
            "outputRowStride", "outputOuterStride", "outputInnerStride",
            "scaleFloat",
        ],
        // One pass over the depth in steps of at least eight, and at most a tile's elements at either end
        static (constants, _) => constants[2] + (constants[2] / 8L) + 512L,
        ["TRANSPOSE_LEFT", "TRANSPOSE_RIGHT", "BIAS", "ACCUMULATE"],
        Activations,
        static (constants, matrices) => 2.0 * constants[0] * constants[1] * constants[2] * matrices);
}
