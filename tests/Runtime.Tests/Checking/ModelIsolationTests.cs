using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using Runtime.Tests.Kernels;
using Runtime.Tests.Steps;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Checking;

[Collection(VulkanCollection.Name)]
public sealed class ModelIsolationTests(VulkanFixture fixture)
{
    private const int Batch = 2;

    private static readonly StepScalars Scalars = new() { Seed = 7, Step = 3, DropoutEnabled = 1, LearningRate = 1e-3f };

    /// <summary>Over a whole step: stray writes throw; a stray read finds NaN and changes gradients, moments or parameters.</summary>
    [Fact]
    public void DispatchesTouchOnlyWhatTheyDeclare()
    {
        IModel model = PublishedModels.All.Single(candidate => candidate.Description.Name == nameof(ElectraTiny));
        IReadOnlyList<SegmentSize> segments = model.Plan.SegmentsAt(Batch);
        int seed = RandomNumbers.FreshSeed();

        using ISession plain = fixture.Device.OpenSession(segments, Batch);
        Fill(plain, model, new Random(seed));
        using IRecording recording = plain.Record(recorder => model.RecordStep(recorder));
        plain.Run(recording, Scalars);

        using ISession isolated = fixture.Device.OpenSession(segments, Batch);
        Fill(isolated, model, new Random(seed));
        IsolatedRun.Run(isolated, segments, Scalars, recorder => model.RecordStep(recorder));

        foreach (SegmentKind arena in (SegmentKind[])[SegmentKind.Gradients, SegmentKind.FirstMoments, SegmentKind.SecondMoments, SegmentKind.Parameters])
        {
            float[] expected = Read(plain, model, arena);
            Assert.Contains(expected, number => number != 0);
            Assert.True(expected.AsSpan().SequenceEqual(Read(isolated, model, arena)), $"seed {seed}: {arena}");
        }
    }

    private static void Fill(ISession session, IModel model, Random random)
    {
        session.Write(All(model, SegmentKind.Parameters), [.. Numbers(model).Select(_ => (float)(0.02 * random.NextNormal()))]);
        foreach (NamedSlot input in model.Plan.Inputs)
        {
            int[] values = [.. Enumerable.Range(0, (int)input.Slot.CountAt(Batch)).Select(_ => input.Name switch
            {
                "token_ids" => random.Next(1_000, model.Description.VocabularySize),
                "attention_mask" => 1,
                _ => 0,
            })];
            session.Write(input.Slot, values);
        }
    }

    private static float[] Read(ISession session, IModel model, SegmentKind arena)
    {
        float[] numbers = new float[Numbers(model).Count()];
        session.Read(All(model, arena), numbers);
        return numbers;
    }

    private static IEnumerable<int> Numbers(IModel model) => Enumerable.Range(0, (int)(model.Plan.ParameterBytes / sizeof(float)));

    private static Slot All(IModel model, SegmentKind arena) => new(new Segment(arena), 0, 1, Numbers(model).Count());
}
