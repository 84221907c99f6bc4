using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Checking;

public sealed class KernelWorkTests
{
    private const int Batch = 3;

    private readonly SlotLayout layout = new(Batch);
    private readonly ListingRecorder recorder = new(Batch);

    [Fact]
    public void AProductMakesTwoOperationsForEachTripleOfItsSizes()
    {
        Slot input = layout.PerSequence(4, 5), output = layout.PerSequence(4, 7);
        Parameter weight = layout.Parameter(7, 5);
        recorder.Project(input, weight, output);

        KernelWork work = Work();
        Assert.Equal(2 * (Batch * 4) * 5 * 7, work.ProductOperations);
        Assert.Equal(sizeof(float) * ((Batch * 4 * 5) + (7 * 5) + (Batch * 4 * 7)), work.Bytes);
    }

    [Fact]
    public void AProductThatAddsReadsWhatItAddsTo()
    {
        Slot outputGradient = layout.PerSequence(4, 7), input = layout.PerSequence(4, 5);
        Parameter weight = layout.Parameter(7, 5);
        recorder.LinearWeightGradient(outputGradient, input, weight);

        Assert.Equal(sizeof(float) * ((Batch * 4 * 7) + (Batch * 4 * 5) + (2 * 7 * 5)), Work().Bytes);
    }

    [Fact]
    public void EachHeadIsAProduct()
    {
        const int Heads = 2, Length = 4, Width = 6;
        Slot queryKeyValue = layout.PerSequence(Length, 3 * Width), scores = layout.PerSequence(Heads * Length, Length);
        recorder.AttentionScores(queryKeyValue, Heads, scale: 1, scores);

        Assert.Equal(2.0 * Batch * Heads * Length * Length * (Width / Heads), Work().ProductOperations);
    }

    [Fact]
    public void OfATableOnlyTheRowsThatAreNamedCount()
    {
        const int Rows = 1000, Width = 8, Places = 2;
        Slot source = layout.PerSequence(Rows, Width), positions = layout.IntegersPerSequence(Places), output = layout.PerSequence(Places, Width);
        recorder.GatherRows(source, positions, output);

        KernelWork work = Work();
        Assert.Equal(0, work.ProductOperations);
        Assert.Equal(sizeof(float) * Batch * ((2 * Places * Width) + Places), work.Bytes);
    }

    [Fact]
    public void ActivationsOfSixteenBitsAreHalfTheBytes()
    {
        Slot input = layout.PerSequence(4, 5) with { Element = Element.Activation }, output = layout.PerSequence(4, 7);
        Parameter weight = layout.Parameter(7, 5);
        recorder.Project(input, weight, output);

        Assert.Equal(
            (sizeof(ushort) * Batch * 4 * 5) + (sizeof(float) * ((7 * 5) + (Batch * 4 * 7))),
            Assert.Single(recorder.Dispatches).WorkAt(Batch, Precision.Bf16).Bytes);
    }

    private KernelWork Work() => Assert.Single(recorder.Dispatches).WorkAt(Batch, Precision.Fp32);
}
