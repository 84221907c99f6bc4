namespace ElectraGen.Runtime;

/// <summary>What any session can do by what it has.</summary>
public static class SessionExtensions
{
    /// <summary>Runs a recording with these scalars and waits for its end. Allocates nothing on the managed heap.</summary>
    public static void Run(this ISession session, IRecording recording, in StepScalars scalars)
    {
        session.Start(recording, scalars);
        session.Wait();
    }
}
