using CsCheck;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;
using ElectraGen.Generators.Tests.Planning;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;

namespace ElectraGen.Generators.Tests.Autodiff;

public class GradientTests
{
    private const int Batch = 2;

    /// <summary>Step of the differences: their error, about step², is then far below the tolerance, and so is rounding, 1e-16 / step.</summary>
    private const double Step = 1e-5;

    private const double Tolerance = 1e-6;

    [Fact]
    public void GradientsAreThoseOfCentralDifferences() =>
        Gen.Select(RandomGraph.Choices, Gen.Int).Sample(
            (choices, seed) => Check(BufferPlanner.Plan(RandomGraph.Scheduled(choices)), seed), iter: 200);

    private static void Check(BufferPlan plan, int seed)
    {
        PlanRecording recording = new(plan);
        Random random = new(seed);
        using HostDevice<double> device = new();
        using var session = (HostSession<double>)device.OpenSession(recording.SegmentsAt(Batch), Batch);
        using IRecording step = session.Record(recorder => recording.Record(recorder));
        WriteInputs(session, recording, plan.Graph, random);
        Span<double> parameters = Arena(session, recording, SegmentKind.Parameters);
        foreach (ref double parameter in parameters)
            parameter = random.NextDouble() - 0.5;

        double[] gradient = Arena(session, recording, SegmentKind.Gradients).ToArray();
        Loss();
        Arena(session, recording, SegmentKind.Gradients).CopyTo(gradient);

        // One random direction a parameter: an error in any element shows
        foreach (ParameterInfo info in plan.Graph.Parameters)
        {
            for (int layer = 0; layer < Math.Max(info.Layers, 1); layer++)
            {
                Slot slot = recording.ParameterOf(info.Value, layer);
                double[] direction = Enumerable.Range(0, (int)slot.Count).Select(_ => random.NextDouble() - 0.5).ToArray();
                int first = (int)(slot.Offset / sizeof(float));
                double expected = (LossAt(slot, direction, Step) - LossAt(slot, direction, -Step)) / (2 * Step);
                double actual = direction.Zip(gradient.AsSpan(first, direction.Length).ToArray(), (one, other) => one * other).Sum();
                Assert.True(Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                    $"{info.Value} of layer {layer}: {actual} along a direction, by differences {expected}.");
            }
        }

        double LossAt(Slot slot, double[] direction, double distance)
        {
            double[] before = session.Numbers(slot).ToArray();
            for (int index = 0; index < direction.Length; index++)
                session.Numbers(slot)[index] += distance * direction[index];
            double loss = Loss();
            before.CopyTo(session.Numbers(slot));
            return loss;
        }

        double Loss()
        {
            Arena(session, recording, SegmentKind.Gradients).Clear();
            session.Run(step, new StepScalars { Seed = 7, DropoutEnabled = 1 });
            return session.Numbers(recording.SlotOf(plan.Graph.Loss))[0];
        }
    }

    private static Span<double> Arena(HostSession<double> session, PlanRecording recording, SegmentKind kind) =>
        session.Numbers(new Slot(new Segment(kind), 0, 1, (int)(recording.ParameterBytes / sizeof(float))));

    private static void WriteInputs(HostSession<double> session, PlanRecording recording, Graph graph, Random random)
    {
        Write("TokenIds", _ => random.Next(RandomGraph.Vocabulary));
        Write("SegmentIds", _ => random.Next(2));
        Write("AttentionMask", index => index % RandomGraph.Length == 0 ? 1 : random.Next(2));
        Write("Targets", _ => random.Next(RandomGraph.Vocabulary));

        // Ascending, none twice, the last one absent in some sequences
        Write("Positions", index => (index % RandomGraph.Gathered) == RandomGraph.Gathered - 1 && random.Next(2) == 0
            ? -1
            : (2 * (index % RandomGraph.Gathered)) + random.Next(2));

        void Write(string name, Func<int, int> next)
        {
            Value input = graph.Inputs.First(value => value.Name == name);
            session.Write(recording.SlotOf(input), [.. Enumerable.Range(0, Batch * (int)input.Shape.Count).Select(next)]);
        }
    }
}
