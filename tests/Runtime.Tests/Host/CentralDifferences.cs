using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

/// <summary>Holds backward kernels against central differences of the forward kernels, in double precision.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-5;

    /// <summary>Truncation is about Step² = 10⁻¹⁰ and rounding 10⁻¹⁶ / Step = 10⁻¹¹ of terms of unit size.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>A gradient smaller than this is measured as if it were this large: it may be zero.</summary>
    private const double SmallestNorm = 1e-3;

    /// <summary>
    /// Checks the gradients that <paramref name="backward"/> leaves of Σ outputGradient · output. Gradients are cleared beforehand, so
    /// that kernels that add to them can be checked like those that write.
    /// </summary>
    /// <param name="builder">Where the slots lie and what they hold.</param>
    /// <param name="forward">Computes <paramref name="output"/>.</param>
    /// <param name="output">What <paramref name="forward"/> computes.</param>
    /// <param name="outputGradient">Its gradient, of the same size.</param>
    /// <param name="backward">Computes the gradients, after a forward pass.</param>
    /// <param name="gradients">Inputs of the forward pass, each with the slot that its gradient comes to.</param>
    public static void Verify(
        KernelCaseBuilder builder,
        Action<IRecorder> forward,
        Slot output,
        Slot outputGradient,
        Action<IRecorder> backward,
        params (Slot Input, Slot Gradient)[] gradients)
    {
        using HostDevice<double> device = new();
        using HostSession<double> session = (HostSession<double>)device.OpenSession(builder.Layout.Segments, builder.Batch);
        KernelCase contents = builder.Build(forward);
        foreach (SlotContents input in contents.Inputs)
            input.WriteTo(session);
        double[] weights = session.Numbers(outputGradient).ToArray();
        using IRecording forwardRecording = session.Record(forward), backwardRecording = session.Record(backward);

        foreach ((_, Slot gradient) in gradients)
            session.Numbers(gradient).Clear();
        session.Run(forwardRecording, builder.Scalars);
        session.Run(backwardRecording, builder.Scalars);

        foreach ((Slot input, Slot gradient) in gradients)
        {
            double difference = 0, norm = 0;
            for (int index = 0; index < session.Numbers(input).Length; index++)
            {
                double original = session.Numbers(input)[index];
                double slope = (LossAt(input, index, original + Step) - LossAt(input, index, original - Step)) / (2 * Step);
                session.Numbers(input)[index] = original;
                difference += Math.Pow(session.Numbers(gradient)[index] - slope, 2);
                norm += slope * slope;
            }

            Assert.True(
                Math.Sqrt(difference) <= Tolerance * Math.Max(Math.Sqrt(norm), SmallestNorm),
                $"{input}: the difference is {Math.Sqrt(difference):G4}, the norm of the gradient {Math.Sqrt(norm):G4}");
        }

        double LossAt(Slot input, int index, double value)
        {
            session.Numbers(input)[index] = value;
            session.Run(forwardRecording, builder.Scalars);
            double loss = 0;
            foreach ((double weight, double element) in weights.Zip(session.Numbers(output).ToArray()))
                loss += weight * element;
            return loss;
        }
    }
}
