namespace ElectraGen.Runtime;

/// <summary>
/// Something that the user can mend: the message is a sentence that names the thing, the number and the remedy. Programs print it
/// without a stack trace and end with a non-zero exit code.
/// </summary>
public class ElectraGenException : Exception
{
    /// <summary>A sentence for the user.</summary>
    public ElectraGenException(string message)
        : base(message)
    {
    }

    /// <summary>A sentence for the user, and what brought it about.</summary>
    public ElectraGenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
