using System.Runtime.InteropServices;
using ElectraGen.Runtime;
using ElectraGen.Training.Commands;

namespace ElectraGen.Training;

/// <summary>The command line over a set of declared models: a program of its own is one call of <see cref="RunAsync"/>.</summary>
public static class TrainingHost
{
    /// <summary>
    /// Runs the verb that <paramref name="args"/> name. Facts go to standard output, mistakes as one sentence to standard error.
    /// The first Ctrl-C finishes the step and writes a checkpoint; the second ends the program.
    /// </summary>
    /// <param name="models">The models to choose from: <c>ElectraModels.All</c>, which is generated in every assembly that declares some.</param>
    /// <param name="args">The program's arguments.</param>
    /// <returns>The exit code: 0 on success, 1 when the verb failed, 2 when the arguments make no sense.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<IModel> models, string[] args)
    {
        using CancellationTokenSource interruption = new();
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !interruption.IsCancellationRequested;
            interruption.Cancel();
        }
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return await new CommandLine(models, Console.Out, Console.Error).RunAsync(args, interruption.Token);
    }
}
