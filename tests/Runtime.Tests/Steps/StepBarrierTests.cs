using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using Xunit.Abstractions;

namespace Runtime.Tests.Steps;

/// <summary>Every barrier that a step needs is there, and every one that is there is needed.</summary>
public sealed class StepBarrierTests(ITestOutputHelper output)
{
    public static TheoryData<string, int> Models => TestModels.AllStages;

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCheckingRecorderIsSilent(string name, int stage)
    {
        IModel model = TestModels.Named(name);
        foreach (int batch in new[] { 1, model.LargestBatch() })
        {
            Assert.Empty(Check(batch, recorder => model.RecordForward(recorder, stage)));
            Assert.Empty(Check(batch, recorder => model.RecordStep(recorder, stage)));
        }

        static IReadOnlyList<Hazard> Check(int batch, Action<IRecorder> pass)
        {
            CheckingRecorder checking = new(batch);
            pass(checking);
            return checking.Hazards;
        }
    }

    /// <summary>
    /// Between two passes there always is a barrier, and some of these nine edges need none while the other barriers stand. Every other
    /// barrier of a step is needed, in each turn of a loop.
    /// </summary>
    [Theory]
    [InlineData(nameof(ElectraTiny), 6)]
    [InlineData(nameof(SharedMicroElectra), 6)]
    [InlineData(nameof(SeparateMicroElectra), 7)]
    [InlineData(nameof(RotaryMicroElectra), 7)]
    [InlineData(nameof(SinusoidalMicroElectra), 6)]
    public void DroppingABarrierIsCaught(string name, int needlessEdges)
    {
        const int Batch = 2;
        IModel model = TestModels.Named(name);
        CheckingRecorder whole = new(Batch);
        model.RecordStep(whole);
        List<int> unneeded = [];
        for (int dropped = 0; dropped < whole.Barriers; dropped++)
        {
            CheckingRecorder checking = new(Batch);
            model.RecordStep(new BarrierDroppingRecorder(checking, dropped));
            if (checking.Hazards.Count == 0)
                unneeded.Add(dropped);
        }

        output.WriteLine($"{name}: {whole.Dispatches} dispatches, {whole.Barriers} barriers, not needed: {string.Join(", ", unneeded)}");
        Assert.Equal(needlessEdges, unneeded.Count);
    }
}
