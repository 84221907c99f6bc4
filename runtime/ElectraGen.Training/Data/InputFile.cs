using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>Opens files that the user named, with a sentence where that fails.</summary>
internal static class InputFile
{
    /// <summary>Opens a file to read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="role">What it is to be, for the sentence: <c>corpus</c>, <c>vocabulary</c>.</param>
    public static FileStream Open(string path, string role)
    {
        if (Directory.Exists(path))
            throw new ElectraGenException($"The {role} '{path}' is a folder; name a file.");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ElectraGenException($"The {role} file '{path}' does not exist.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ElectraGenException($"The {role} file '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
