using System.Text.Json;

namespace ElectraGen.Training;

/// <summary>What an encoder is made of, as files and <c>--json</c> spell it.</summary>
internal static class EncoderChoices
{
    /// <summary>A choice in small letters: <c>tanh_gelu</c>.</summary>
    public static string InSnakeCase(this Enum choice) => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString());
}
