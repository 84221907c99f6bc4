using System.Text;
using System.Text.RegularExpressions;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>GLSL as the compiler gets it: version, definitions, then the file with each include in its place once.</summary>
/// <param name="Name">For messages, for example <c>layer_norm.comp</c>.</param>
/// <param name="Text">The text.</param>
internal sealed partial record ShaderSource(string Name, string Text)
{
    /// <summary>Whether it takes SPIR-V of Vulkan 1.3 instead of 1.2.</summary>
    public bool NeedsVulkan13 { get; init; }

    /// <summary>Reads <c>shaders/NAME</c> from the assembly and puts the definitions in front.</summary>
    /// <param name="name">The file's name below <c>shaders/</c>.</param>
    /// <param name="definitions">Each <c>NAME</c> or <c>NAME value</c>.</param>
    public static ShaderSource Load(string name, IEnumerable<string> definitions) =>
        Expand(name, definitions, ReadResource);

    /// <summary>As <see cref="Load"/>, with files from elsewhere.</summary>
    public static ShaderSource Expand(string name, IEnumerable<string> definitions, Func<string, string> read)
    {
        StringBuilder text = new("#version 460\n#extension GL_GOOGLE_cpp_style_line_directive : require\n");
        foreach (string definition in definitions)
            text.Append("#define ").Append(definition).Append('\n');
        Append(text, name, read, []);
        return new ShaderSource(name, text.ToString());
    }

    private static void Append(StringBuilder text, string name, Func<string, string> read, HashSet<string> included)
    {
        text.Append("#line 1 \"").Append(name).Append("\"\n");
        int number = 0;
        foreach (string line in read(name).ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            Match include = IncludeLine().Match(line);
            if (!include.Success)
            {
                text.Append(line).Append('\n');
                continue;
            }
            string file = include.Groups["file"].Value;
            if (included.Add(file))
                Append(text, file, read, included);
            text.Append("#line ").Append(number + 1).Append(" \"").Append(name).Append("\"\n");
        }
    }

    private static string ReadResource(string name)
    {
        using Stream stream = typeof(ShaderSource).Assembly.GetManifestResourceStream("shaders/" + name)
            ?? throw new InvalidOperationException($"The runtime carries no shaders/{name}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""^\s*#include\s+"(?<file>[^"]+)"\s*$""")]
    private static partial Regex IncludeLine();
}
