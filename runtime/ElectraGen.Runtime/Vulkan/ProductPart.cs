using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>A range of a matrix product's rows and matrices that one dispatch takes.</summary>
/// <param name="Constants">The kernel's constants for this part.</param>
/// <param name="Work">Its columns, rows and matrices.</param>
/// <param name="OutputStart">Elements between the start of the outputs and that of this part.</param>
internal readonly record struct ProductPart(uint[] Constants, WorkSize Work, long OutputStart)
{
    private static readonly string[] Names = [.. KernelCatalog.MatrixProduct.Constants];

    private static readonly uint TransposeLeft = 1u << KernelCatalog.MatrixProduct.Options.ToList().IndexOf("TRANSPOSE_LEFT");

    /// <summary>The parts of a product, which is mostly one. No two write the same element, so nothing has to stand between them.</summary>
    /// <param name="options">The call's options.</param>
    /// <param name="constants">The whole product's.</param>
    /// <param name="work">The whole product's.</param>
    /// <param name="mostRows">Rows that a dispatch takes: whole tiles.</param>
    /// <param name="mostMatrices">Matrices that a dispatch takes.</param>
    public static IEnumerable<ProductPart> Of(uint options, uint[] constants, WorkSize work, long mostRows, long mostMatrices)
    {
        long innerCount = Constant("innerCount"), outerCount = work.Z / innerCount;
        // Whole runs of inner matrices where they fit, else parts of a run
        long mostInner = Math.Min(innerCount, mostMatrices), mostOuter = Math.Max(mostMatrices / innerCount, 1);
        foreach ((long outer, long outers) in Ranges(outerCount, mostOuter))
        {
            foreach ((long inner, long inners) in Ranges(innerCount, mostInner))
            {
                foreach ((long row, long rows) in Ranges(work.Y, mostRows))
                {
                    uint[] part = [.. constants];
                    Set(part, "rows", rows);
                    Set(part, "innerCount", inners);
                    Set(part, "leftFirst", Start("left", outer, inner) + Constant("leftFirst") + (row * ((options & TransposeLeft) == 0 ? Constant("leftRowStride") : 1)));
                    Set(part, "rightFirst", Start("right", outer, inner) + Constant("rightFirst"));
                    yield return new ProductPart(
                        part, work with { Y = rows, Z = outers * inners }, Start("output", outer, inner) + (row * Constant("outputRowStride")));
                }
            }
        }

        long Start(string operand, long outer, long inner) =>
            (outer * Constant($"{operand}OuterStride")) + (inner * Constant($"{operand}InnerStride"));

        long Constant(string name) => constants[Array.IndexOf(Names, name)];
    }

    private static void Set(uint[] constants, string name, long value) => constants[Array.IndexOf(Names, name)] = checked((uint)value);

    /// <summary>First and count of each range of at most so many.</summary>
    private static IEnumerable<(long First, long Count)> Ranges(long count, long most)
    {
        for (long first = 0; first < count; first += most)
            yield return (first, Math.Min(most, count - first));
    }
}
