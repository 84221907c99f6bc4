using ElectraGen.Runtime;

namespace ElectraGen.Training.Commands;

internal static class DeviceSelection
{
    public static IReadOnlyList<DeviceDescription> Describe() => [];
}
