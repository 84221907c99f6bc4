using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using Xunit.Abstractions;

namespace Runtime.Tests.Steps;

/// <summary>
/// Every barrier that a recording needs is there, and every one that is there is needed, in each turn of a loop. Where attention is several
/// kernels, what stands between these may do for others as well.
/// </summary>
public sealed class StepBarrierTests(ITestOutputHelper output)
{
    public static TheoryData<string, int> Models => TestModels.AllStages;

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCheckingRecorderIsSilent(string name, int stage)
    {
        foreach (IModel model in new[] { TestModels.Named(name), TestModels.Named(name).Recomputing })
            CheckPasses(model, stage);
    }

    private void CheckPasses(IModel model, int stage)
    {
        Action<IRecorder>[] passes =
        [
            recorder => model.RecordForward(recorder, stage), recorder => model.RecordStep(recorder, stage),
            recorder => model.RecordWeights(recorder, stage), recorder => model.RecordMicroBatch(recorder, stage),
        ];
        foreach (Action<IRecorder> pass in passes)
        {
            CheckingRecorder one = Check(batch: 1, attendsAtOnce: true, pass);
            output.WriteLine($"{one.Dispatches} dispatches, {one.Barriers} barriers");
            Assert.Empty(one.NeedlessBarriers);
            Check(batch: 1, attendsAtOnce: false, pass);

            // What is too deep for one dispatch is several, with barriers that may do for others as well
            Check(model.LargestBatch(), attendsAtOnce: false, pass);
        }

        static CheckingRecorder Check(int batch, bool attendsAtOnce, Action<IRecorder> pass)
        {
            CheckingRecorder checking = new(batch, attendsAtOnce);
            pass(checking);
            Assert.Empty(checking.Hazards);
            return checking;
        }
    }
}
