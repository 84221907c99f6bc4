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

    /// <summary>Step of the differences: their error, about step², is then far below the tolerance.</summary>
    private const double Step = 1e-5;

    private const double Tolerance = 1e-6;

    /// <summary>Of a loss of 1, what rounding leaves of it in a difference: some ulp over the step. Sums in repeats can make a loss very large.</summary>
    private const double Rounding = 64 * 1.1e-16 / Step;

    [Fact]
    public void GradientsAreThoseOfCentralDifferences() =>
        Gen.Select(RandomGraph.Choices, Gen.Int).Sample(
            (choices, seed) => Check(BufferPlanner.Plan(RandomGraph.Scheduled(choices, mostTurns: 2)), seed), iter: 1000);

    private static void Check(BufferPlan plan, int seed)
    {
        PlanRecording recording = new(plan);
        Random random = new(seed);
        using HostDevice<double> device = new();
        using var session = (HostSession<double>)device.OpenSession(recording.SegmentsAt(Batch), Batch);
        using IRecording step = session.Record(recorder => recording.Record(recorder, plan.Sequence(SequenceKind.Step, stage: 0)));
        WriteInputs(session, recording, plan.Graph, random);
        Span<double> parameters = Arena(session, recording, SegmentKind.Parameters);
        foreach (ref double parameter in parameters)
            parameter = random.NextDouble() - 0.5;

        double[] gradient = Arena(session, recording, SegmentKind.Gradients).ToArray();
        double rounding = Rounding * Math.Abs(Loss());
        Arena(session, recording, SegmentKind.Gradients).CopyTo(gradient);

        // One random direction a parameter: an error in any element shows
        foreach (ParameterInfo info in plan.Graph.Parameters.Where(info => info.IsTrained))
        {
            for (int layer = 0; layer < Math.Max(info.Layers, 1); layer++)
            {
                Slot slot = recording.ParameterOf(info.Value, layer);
                double[] direction = Enumerable.Range(0, (int)slot.Count).Select(_ => random.NextDouble() - 0.5).ToArray();
                int first = (int)(slot.Offset / sizeof(float));
                double actual = direction.Zip(gradient.AsSpan(first, direction.Length).ToArray(), (one, other) => one * other).Sum();
                double expected = Difference(slot, direction, Step);
                double tolerance = (Tolerance * Math.Max(1, Math.Abs(expected))) + rounding;

                // A loss that bends strongly makes the difference itself inexact: by 4/3 of what half the step changes of it
                if (Math.Abs(actual - expected) > tolerance)
                    tolerance += 2 * Math.Abs(Difference(slot, direction, Step / 2) - expected);
                Assert.True(Math.Abs(actual - expected) <= tolerance,
                    $"{info.Value} of layer {layer}: {actual} along a direction, by differences {expected}.");
            }
        }

        double Difference(Slot slot, double[] direction, double step) =>
            (LossAt(slot, direction, step) - LossAt(slot, direction, -step)) / (2 * step);

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
            session.Run(step, new StepScalars { Seed = 7, DropoutEnabled = 1 });
            return session.Numbers(recording.SlotOf(plan.Graph.Stages[0].Loss))[0];
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

        // In any order, some twice, some absent
        Write("Positions", _ => random.Next(-1, RandomGraph.Length));

        void Write(string name, Func<int, int> next)
        {
            Value input = graph.Inputs.First(value => value.Name == name);
            session.Write(recording.SlotOf(input), [.. Enumerable.Range(0, Batch * (int)input.Shape.Count).Select(next)]);
        }
    }
}
