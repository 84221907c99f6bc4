#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

/// <summary>What a kernel does to an operand.</summary>
public enum OperandAccess
{
    /// <summary>Reads it.</summary>
    Read,

    /// <summary>Writes every element of it without reading.</summary>
    Write,

    /// <summary>Reads it and writes it.</summary>
    ReadWrite,
}

/// <summary>How work items become groups.</summary>
public enum WorkShape
{
    /// <summary>One invocation an item, many items a group; for element-wise work.</summary>
    Items,

    /// <summary>One subgroup-wide group an item; for rows that are reduced.</summary>
    Rows,

    /// <summary>One group in all; for small reductions in a fixed order.</summary>
    Single,

    /// <summary>Tiles of a matrix (X columns, Y rows, Z matrices); the tile is the tier's.</summary>
    Tiles,

    /// <summary>Loops of the host: no shader, and no device but the host records it.</summary>
    Host,
}

/// <summary>One operand of a kernel: a 64-bit address in the push constants.</summary>
/// <param name="Name">Its name in the shader.</param>
/// <param name="Access">What the kernel does to it.</param>
/// <param name="IsInteger">Whether it holds integers.</param>
/// <param name="IsOptional">Whether a call may leave it out.</param>
/// <param name="IsTable">Whether only those rows of it are touched that indices name.</param>
/// <param name="MayBeActivation">Whether its elements may have 16 bits, as the precision of the run says.</param>
public sealed record KernelOperand(
    string Name, OperandAccess Access, bool IsInteger = false, bool IsOptional = false, bool IsTable = false,
    bool MayBeActivation = false);

/// <summary>
/// One entry of <see cref="KernelCatalog"/>, the hinge between generator, runtime and shaders. Push constants are the operands'
/// addresses in order, eight bytes each, then the constants in order, four bytes each.
/// </summary>
public sealed class KernelDefinition
{
    private readonly int firstAlternative;

    internal KernelDefinition(
        string name,
        WorkShape work,
        KernelOperand[] operands,
        string[] constants,
        Func<uint[], int, long> iterations,
        string[]? options = null,
        string[]? alternatives = null,
        Func<uint[], long, double>? productOperations = null)
    {
        Name = name;
        Work = work;
        Operands = operands;
        Constants = constants;
        Iterations = iterations;
        ProductOperations = productOperations ?? (static (_, _) => 0);
        Options = [.. options ?? [], .. alternatives ?? []];
        firstAlternative = Options.Count - (alternatives?.Length ?? 0);
    }

    /// <summary>The shader is <c>shaders/NAME.comp</c>, where there is one.</summary>
    public string Name { get; }

    /// <summary>How work items become groups.</summary>
    public WorkShape Work { get; }

    /// <summary>Operands, in push-constant order.</summary>
    public IReadOnlyList<KernelOperand> Operands { get; }

    /// <summary>32-bit constants behind the addresses, in order. Names that end in <c>Float</c> hold a float's bits.</summary>
    public IReadOnlyList<string> Constants { get; }

    /// <summary>Preprocessor names that a caller may define, one bit each. Those that exclude each other come last.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>
    /// Loop iterations that one invocation makes, all its loops together, of (constants, invocations per group); an upper bound.
    /// Mesa before 23 ends an invocation silently after 65,535.
    /// </summary>
    public Func<uint[], int, long> Iterations { get; }

    /// <summary>
    /// Floating-point operations of the matrix products in a dispatch, of (constants, matrices); 0 for kernels without, whose cost is what
    /// they read and write.
    /// </summary>
    public Func<uint[], long, double> ProductOperations { get; }

    /// <summary>Bytes of push constants; portable Vulkan promises 128.</summary>
    public int PushConstantBytes => (Operands.Count * 8) + (Constants.Count * 4);

    /// <summary>Whether a call may have these options: all of them are the kernel's, and none excludes another.</summary>
    public bool Allows(uint options)
    {
        ulong alternatives = (ulong)options >> firstAlternative;
        return (ulong)options >> Options.Count == 0 && (alternatives & (alternatives - 1)) == 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
