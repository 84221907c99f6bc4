namespace Training.Tests;

/// <summary>Cancels when a line that starts with a text is written.</summary>
internal sealed class InterruptingWriter(string start, CancellationTokenSource interruption) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith(start, StringComparison.Ordinal) == true)
            interruption.Cancel();
    }
}
