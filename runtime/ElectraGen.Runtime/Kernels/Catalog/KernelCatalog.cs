#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

/// <summary>
/// Every kernel there is. The generator plans barriers from it, the recorders check calls against it, the shaders' push-constant
/// blocks repeat it and a test holds them to it. One file a family; this one lists them.
/// </summary>
public static partial class KernelCatalog
{
    private static IReadOnlyList<KernelDefinition>? Listed;

    /// <summary>All kernels, in the order of the families.</summary>
    // Made on first use: initialisers in other files of a partial class run in no promised order
    public static IReadOnlyList<KernelDefinition> All => Listed ??=
    [
        Fill, Copy, ScaledSum, Multiply, Exponential,
        MatrixProduct,
        LayerNorm, AddLayerNorm, LayerNormBackward, LayerNormParameterPartials,
        ColumnSumPartials, AddColumnSums, SumOverBatch,
        Softmax, SoftmaxBackward, Attention, AttentionBackward,
        Activation, ActivationBackward, Dropout,
        Embed, SegmentGradientPartials, SortCount, SortScan, SortScatter, TableGradient,
        GatherRows, ScatterRows, Rotate,
        ChooseMasked, ApplyMask, DrawMasked, HideDrawn, Corrupt,
        SampleUniform, SampleUnigram,
        AccumulateSoftmax, AccumulateSample, TokenLogProbability, LogitsGradient,
        SeedGradient, WeightSum, WeightedMean, WeightedMeanBackward, BinaryCrossEntropy, BinaryCrossEntropyBackward,
        CopyLogProbability, CopyLogProbabilityBackward, CopyOrPredict,
        SquareSums, GradientNorm, Adam,
    ];

    /// <summary>In the order of the runtime's enumeration.</summary>
    private static string[] Activations => ["GELU", "TANH_GELU", "RELU", "SILU"];

    private static KernelOperand Read(string name) => new(name, OperandAccess.Read);

    private static KernelOperand ReadIntegers(string name) => new(name, OperandAccess.Read, IsInteger: true);

    private static KernelOperand Write(string name) => new(name, OperandAccess.Write);

    private static KernelOperand WriteIntegers(string name) => new(name, OperandAccess.Write, IsInteger: true);

    private static KernelOperand ReadWrite(string name) => new(name, OperandAccess.ReadWrite);

    private static KernelOperand ReadWriteIntegers(string name) => new(name, OperandAccess.ReadWrite, IsInteger: true);

    private static KernelOperand ReadActivations(string name) => Read(name) with { MayBeActivation = true };

    private static KernelOperand WriteActivations(string name) => Write(name) with { MayBeActivation = true };

    private static KernelOperand ReadWriteActivations(string name) => ReadWrite(name) with { MayBeActivation = true };

    private static KernelOperand Optional(KernelOperand operand) => operand with { IsOptional = true };

    private static KernelOperand Table(KernelOperand operand) => operand with { IsTable = true };

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
