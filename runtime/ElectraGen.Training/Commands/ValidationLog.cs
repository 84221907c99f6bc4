using ElectraGen.Runtime;

namespace ElectraGen.Training.Commands;

/// <summary>Passes on what the Vulkan validation layer says, from whichever thread, and counts it.</summary>
internal sealed class ValidationLog(TextWriter error)
{
    private readonly Lock gate = new();
    private int messages;

    public void Add(string message)
    {
        lock (gate)
        {
            messages++;
            error.WriteLine(message);
        }
    }

    /// <exception cref="ElectraGenException">There were messages.</exception>
    public void RequireSilence()
    {
        if (messages > 0)
            throw new ElectraGenException($"The Vulkan validation layer had {messages} messages, printed above.");
    }
}
